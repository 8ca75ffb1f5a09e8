import {
  earlierAnswers,
  interpretings,
  interviewWays,
  readBackOutcomes,
  recordingAnswers,
  supportNeeds,
  supportOutcomes,
  testimonyForms,
} from '../../shared/model/testimony.ts';
import type { Part } from '../records/parts.ts';

/** What a testimony says beside the account, as a page tells it and a form asks for it. */
export const testimonyParts: readonly Part[] = [
  { name: 'form', is: 'word', words: testimonyForms },
  { name: 'recording', is: 'word', words: recordingAnswers },
  {
    name: 'interview',
    is: 'group',
    parts: [
      { name: 'when', is: 'when' },
      { name: 'way', is: 'word', words: interviewWays },
      { name: 'by', label: 'askedby', is: 'line' },
      { name: 'interpreting', is: 'word', words: interpretings },
      { name: 'interpreter', is: 'line' },
      { name: 'place', label: 'interviewplace', is: 'line' },
      { name: 'present', is: 'lines' },
      { name: 'words', label: 'circumstances', is: 'prose' },
    ],
  },
  {
    name: 'earlier',
    is: 'group',
    parts: [
      { name: 'answer', is: 'word', words: earlierAnswers },
      {
        name: 'accounts',
        is: 'rows',
        row: 'earlieraccount',
        parts: [
          { name: 'by', label: 'takenby', is: 'line' },
          { name: 'where', is: 'line' },
          { name: 'when', is: 'when' },
        ],
      },
      { name: 'why', label: 'whyagain', is: 'prose' },
    ],
  },
  {
    name: 'readBack',
    label: 'readback',
    is: 'group',
    parts: [
      { name: 'outcome', is: 'word', words: readBackOutcomes },
      { name: 'by', label: 'readby', is: 'line' },
      { name: 'when', is: 'when' },
      { name: 'language', is: 'line', code: true, language: true },
      { name: 'changes', is: 'prose' },
      { name: 'why', label: 'whynot', is: 'prose' },
    ],
  },
  {
    name: 'support',
    is: 'rows',
    row: 'need',
    parts: [
      { name: 'need', is: 'word', words: supportNeeds },
      { name: 'outcome', is: 'word', words: supportOutcomes },
      { name: 'to', is: 'line' },
      { name: 'note', is: 'prose' },
    ],
  },
];
