import type { VerificationReport } from '../../shared/model/report.ts';
import type { Given } from './given.ts';
import type { Answer, Handed, Question, Refusal, ShownEntry } from './messages.ts';

export type Checked = { readonly report: VerificationReport; readonly refusal: Refusal | null };

/** One check of one bundle: the page's end of its worker. */
export class Conversation {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #program: string;
  #questions = 0;

  private constructor(worker: Worker, program: string) {
    this.#worker = worker;
    this.#program = program;
  }

  /** Resolves with the report, and never where it is ended before. */
  static start(
    file: File,
    given: Given,
    onProgress: (done: number, total: number) => void,
  ): { conversation: Conversation; checked: Promise<Checked> } {
    const program = document.getElementById('program')?.textContent ?? '';
    const address = URL.createObjectURL(new Blob([program], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const conversation = new Conversation(worker, address);
    const checked = new Promise<Checked>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.say === 'progress') onProgress(data.done, data.total);
        else if (data.say === 'read') void conversation.#hand(file, data);
        else if (data.say === 'report') resolve({ report: data.report, refusal: data.refusal });
        else conversation.#waiting.get(data.id)?.(data);
      };
      worker.onerror = (event) => reject(new Error(event.message));
    });
    conversation.#ask({ ask: 'check', size: file.size, given });
    return { conversation, checked };
  }

  async entries(from: number, to: number): Promise<readonly ShownEntry[]> {
    const answer = await this.#answer((id) => ({ ask: 'entries', id, from, to }));
    return answer.say === 'entries' ? answer.entries : [];
  }

  /** The bytes of an object, hashed once more; null where they are not what the entry names. */
  async picture(sha256: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const answer = await this.#answer((id) => ({ ask: 'picture', id, sha256 }));
    return answer.say === 'picture' ? answer.bytes : null;
  }

  end(): void {
    this.#worker.terminate();
    URL.revokeObjectURL(this.#program);
  }

  async #hand(file: File, { id, offset, length }: Extract<Answer, { say: 'read' }>): Promise<void> {
    let handed: Handed = { hand: id, bytes: null };
    try {
      handed = { hand: id, bytes: new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()) };
    } catch {
      // The worker says what that means.
    }
    this.#worker.postMessage(handed, handed.bytes === null ? [] : [handed.bytes.buffer]);
  }

  #ask(question: Question): void {
    this.#worker.postMessage(question);
  }

  #answer(question: (id: number) => Question): Promise<Answer> {
    this.#questions++;
    const id = this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        resolve(answer);
      });
      this.#ask(question(id));
    });
  }
}
