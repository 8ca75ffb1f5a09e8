import { couldNotRun } from '../../shared/bundle/report.ts';
import { Fault } from '../../shared/faults.ts';
import { plainlyShown } from '../kit/plainly-shown.ts';
import { held } from './asking-view.ts';
import { type Checked, Conversation } from './conversation.ts';
import { element, icon, mark } from './element.ts';
import { type Given, nothing, readGiven } from './given.ts';
import { showReport } from './report-view.ts';
import { type Language, names, preferredLanguage, Words } from './words.ts';

/** What the page shows at the moment. A change of language draws the same state again. */
type State =
  | { readonly step: 'asking' }
  | { readonly step: 'checking'; readonly conversation: Conversation }
  | { readonly step: 'checked'; readonly conversation: Conversation; readonly checked: Checked };

/** Draws the page and keeps its state: nothing is stored, and nothing is sent. */
export function openPage(): void {
  let words = new Words(preferredLanguage());
  let state: State = { step: 'asking' };
  let file: File | null = null;
  let given: Given = nothing;
  let fault: Fault | null = null;
  const root = document.getElementById('page') as HTMLElement;
  const machine = document.getElementById('report') as HTMLElement;

  followTheme();
  acceptDrops((dropped) => {
    if (state.step === 'asking') choose(dropped);
  });
  draw();

  function draw(): void {
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
    document.title = words.own.name;
    const body =
      state.step === 'checked'
        ? showReport({ words, ...state.checked, conversation: state.conversation, again })
        : state.step === 'checking'
          ? working()
          : ask();
    root.replaceChildren(head(), body);
  }

  function head(): HTMLElement {
    const speak = (language: Language): HTMLElement =>
      element(
        'button',
        {
          type: 'button',
          lang: language,
          'aria-pressed': String(language === words.language),
          onclick: () => {
            words = new Words(language);
            draw();
          },
        },
        names[language],
      );
    return element(
      'header',
      {},
      element('b', {}, mark(), words.own.name),
      element('nav', { 'aria-label': `${names.en}, ${names.ar}` }, speak('en'), speak('ar')),
    );
  }

  function ask(): HTMLElement {
    const picker = element('input', {
      type: 'file',
      id: 'bundle',
      class: 'apart',
      accept: '.zip,application/zip,.age',
      onchange: () => choose([...(picker.files ?? [])]),
    });
    const chosen = file;
    return element(
      'main',
      {},
      element('h1', {}, words.own.title),
      element('p', { class: 'lead' }, words.own.intro),
      element(
        'aside',
        { class: 'notice' },
        icon('info'),
        element('div', {}, element('b', {}, words.own.whence), element('p', {}, words.own.whenceText)),
      ),
      element(
        'form',
        {
          onsubmit: (event) => {
            event.preventDefault();
            if (file !== null) void check(file);
          },
        },
        element(
          'label',
          { class: 'drop', for: 'bundle' },
          icon('file'),
          picker,
          element(
            'span',
            { class: 'drop-name' },
            chosen === null ? words.own.dropHere : words.fill(words.verify.chosen, { name: plainlyShown(chosen.name) }),
          ),
          element('span', { class: 'dim' }, chosen === null ? words.own.zipOnly : words.bytes(chosen.size)),
          element('span', { class: chosen === null ? 'button first' : 'button' }, words.verify.pickFile),
        ),
        ...held({ words, given: () => given, keep }),
        wrong(),
        element(
          'p',
          { class: 'deeds' },
          element(
            'button',
            { type: 'submit', class: 'primary', id: 'check', disabled: chosen === null },
            words.verify.run,
          ),
        ),
      ),
    );
  }

  /** What was brought and can't be used: nothing is checked without it, as if it had not been brought. */
  function wrong(): HTMLElement | false {
    if (fault === null) return false;
    const sentence = words.fill(words.faults[fault.code], fault.params as Readonly<Record<string, string | number>>);
    return element(
      'aside',
      { class: 'notice', id: 'fault', role: 'alert', tabindex: -1, 'data-code': fault.code },
      icon('wrong', 'bad'),
      element('div', {}, element('p', {}, sentence)),
    );
  }

  function working(): HTMLElement {
    return element(
      'main',
      { class: 'working' },
      element('h1', {}, words.verify.working),
      element('p', { class: 'dim' }, plainlyShown(file?.name ?? '')),
      element('progress', { id: 'progress', 'aria-label': words.verify.working }),
      element('p', { class: 'dim', id: 'part', 'aria-live': 'off' }),
      element('p', { class: 'deeds' }, element('button', { type: 'button', onclick: again }, words.own.stop)),
    );
  }

  function progress(done: number, total: number): void {
    const bar = document.getElementById('progress') as HTMLProgressElement | null;
    const part = document.getElementById('part');
    if (bar === null || part === null) return;
    bar.max = Math.max(total, 1);
    bar.value = done;
    part.textContent = words.fill(words.own.part, { done: words.bytes(done), total: words.bytes(total) });
  }

  function choose(files: readonly File[]): void {
    file = files[0] ?? file;
    draw();
  }

  function keep(change: Partial<Given>, redraw = false): void {
    given = { ...given, ...change };
    if (redraw) draw();
  }

  async function check(chosen: File): Promise<void> {
    fault = null;
    try {
      readGiven(given);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
      draw();
      document.getElementById('fault')?.focus();
      return;
    }
    const { conversation, checked } = Conversation.start(chosen, given, progress);
    state = { step: 'checking', conversation };
    draw();
    // Whatever goes wrong in the program itself is no verdict.
    const result = await checked.catch(
      (): Checked => ({ report: couldNotRun('bundle', 'not a bundle'), refusal: 'unreadable' }),
    );
    if (state.step !== 'checking' || state.conversation !== conversation) return;
    state = { step: 'checked', conversation, checked: result };
    machine.textContent = JSON.stringify({ ...result.report, refusal: result.refusal });
    draw();
    window.scrollTo(0, 0);
  }

  function again(): void {
    if (state.step !== 'asking') state.conversation.end();
    state = { step: 'asking' };
    machine.textContent = '';
    draw();
  }
}

/** The colours follow the system, also while the page is open. */
function followTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light';
  };
  dark.addEventListener('change', apply);
  apply();
}

/** A file dropped anywhere is taken; without this the browser would open it in place of the page. */
function acceptDrops(receive: (files: readonly File[]) => void): void {
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    document.documentElement.classList.add('over');
  });
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) document.documentElement.classList.remove('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    document.documentElement.classList.remove('over');
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) receive(files);
  });
}
