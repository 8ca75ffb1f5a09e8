/** Below this (dBFS, root mean square) a microphone gives nothing but its own noise. */
const nothing = -66;
/** What is shown as empty and as full. */
const [lowest, loudest] = [-60, -6];
/** Milliseconds without anything after which that is said. */
const quietAfter = 5_000;

/** How loud a microphone is. It only listens; what is recorded does not pass through it. */
export class Level {
  readonly #context: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  #heard = performance.now();

  constructor(stream: MediaStream) {
    this.#context = new AudioContext();
    this.#analyser = this.#context.createAnalyser();
    this.#analyser.fftSize = 2_048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    void this.#context.resume();
  }

  /** `loudness` from 0 to 1. */
  read(): { readonly loudness: number; readonly quiet: boolean } {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    const decibels = 10 * Math.log10(Math.max(power, 1e-12));
    const now = performance.now();
    if (decibels > nothing) this.#heard = now;
    return {
      loudness: Math.min(1, Math.max(0, (decibels - lowest) / (loudest - lowest))),
      quiet: now - this.#heard > quietAfter,
    };
  }

  close(): void {
    void this.#context.close();
  }
}
