import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may talk to the host. Any program and any web page on this computer can reach 127.0.0.1, so:
 *
 * - the printed address carries a token that is good once; it is exchanged for a cookie that no script can read;
 * - Host must be ours (else a page could reach us through a name that it makes point here: DNS rebinding);
 * - Origin, where the browser sends one, must be ours, and must be there for whatever changes something;
 * - everything lives under a random path. Cookies do not tell ports apart (RFC 6265, section 8.5): without it the
 *   browser would hand ours to any other server on this computer.
 */
export class Admission {
  readonly base = `/${randomBytes(16).toString('hex')}/`;
  readonly #cookie = randomBytes(32);
  readonly #host: string;
  #token: Buffer | null = randomBytes(32);

  /** @param port that the host listens on */
  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  /** The address to give to a person; `null` once the token was used. */
  get address(): string | null {
    return this.#token === null ? null : `${this.origin}/open/${this.#token.toString('hex')}`;
  }

  /** Why a request is refused before anything is looked at, `null` when it is not. */
  refusal(request: IncomingMessage): 'wrong host' | 'wrong origin' | null {
    if (request.headers.host !== this.#host) return 'wrong host';
    const { origin } = request.headers;
    if (origin !== undefined && origin !== this.origin) return 'wrong origin';
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && origin === undefined) return 'wrong origin';
    return null;
  }

  /**
   * Trades the token for the session, once. A wrong guess does not use it up: anybody could void it then.
   *
   * @returns the value of `Set-Cookie`, `null` when the token is wrong or used
   */
  exchange(token: string): string | null {
    if (this.#token === null || !/^[0-9a-f]{64}$/.test(token)) return null;
    if (!timingSafeEqual(this.#token, Buffer.from(token, 'hex'))) return null;
    this.#token = null;
    return `sanad=${this.#cookie.toString('hex')}; HttpOnly; SameSite=Strict; Path=${this.base}`;
  }

  /** Does this request carry the session that `exchange` gave out? */
  admits(request: IncomingMessage): boolean {
    const value = /(?:^|;\s*)sanad=([0-9a-f]{64})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
    return this.#token === null && value !== undefined && timingSafeEqual(this.#cookie, Buffer.from(value, 'hex'));
  }
}
