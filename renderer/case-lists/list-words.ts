import { type WordList, wordLists } from '../../shared/model/case-list.ts';
import { useWords } from '../language/words.ts';

/** Closed lists and their words, as people know them. */
export function useListWords() {
  const words = useWords();
  return {
    listName: (list: string) => words.of('caseList.list', list),
    isList: (list: string): list is WordList => Object.hasOwn(wordLists, list),
    inWords: (list: string, word: string): string => {
      if (list === 'attack types') return words.attackType(word);
      if (list === 'certainty') return words.certainty(word);
      if (list === 'precision') return words.of('precision', word);
      return words.word(word);
    },
  };
}
