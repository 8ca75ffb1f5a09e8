import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/**
 * How a file's bytes come to a forked worker: through a pipe beside the messages. Inside a message Node would copy them four
 * times over, and clearing those copies away takes the engine longer than encrypting the file. What is sent and received is
 * the same as without: one message whose field `bytes` holds them.
 */
type Enveloped = { readonly message: Readonly<Record<string, unknown>>; readonly beside: boolean };

/** The descriptor in the child that bytes come through: the first that is neither a standard stream nor Node's own channel. */
export const besideDescriptor = 4;

/** Each run of bytes is led by its length, 32 bits, little-endian. */
const lengthBytes = 4;
const longest = 2 ** 32 - 1;

/** Sends bytes down the pipe, and gives what is to be sent as a message. */
export function sendBeside(pipe: Writable, message: Readonly<Record<string, unknown>>): Enveloped {
  const { bytes, ...rest } = message;
  if (!(bytes instanceof Uint8Array) || bytes.length > longest) return { message, beside: false };
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(bytes.length);
  pipe.cork();
  pipe.write(length);
  pipe.write(bytes);
  pipe.uncork();
  return { message: rest, beside: true };
}

/** Not cleared before it is filled, and a plain array: some parsers refuse Node's own kind. */
const unfilled = (size: number): Uint8Array => new Uint8Array(Buffer.allocUnsafeSlow(size).buffer);

/** Cuts what comes down the pipe into the runs it was sent as. */
export function createRuns(whole: (bytes: Uint8Array) => void): (piece: Uint8Array) => void {
  const length = Buffer.alloc(lengthBytes);
  let run: Uint8Array = length;
  let filled = 0;
  return (piece) => {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + run.length - filled);
      run.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < run.length) return;
      filled = 0;
      const begun = run === length ? unfilled(length.readUInt32LE()) : length;
      if (run !== length) whole(run);
      else if (begun.length === 0) whole(begun);
      run = begun.length === 0 ? length : begun;
    }
  };
}

/** In the child: puts messages and the bytes beside them together again, in the order they were sent. */
export function receiveBeside(descriptor: number, deliver: (message: unknown) => void): (enveloped: Enveloped) => void {
  const waiting: Enveloped[] = [];
  const arrived: Uint8Array[] = [];
  const deliverWhatIsComplete = () => {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (!next.beside) deliver(next.message);
      else {
        const bytes = arrived.shift();
        if (bytes === undefined) return;
        deliver({ ...next.message, bytes });
      }
      waiting.shift();
    }
  };
  const take = createRuns((bytes) => {
    arrived.push(bytes);
    deliverWhatIsComplete();
  });
  const buffer = new Uint8Array(262_144);
  const pipe = new Socket({
    fd: descriptor,
    readable: true,
    writable: false,
    onread: {
      buffer,
      callback(length) {
        take(buffer.subarray(0, length));
        return true;
      },
    },
  });
  // The parent is gone; the channel tells that too, and ends this process.
  pipe.on('error', () => undefined);
  return (enveloped) => {
    waiting.push(enveloped);
    deliverWhatIsComplete();
  };
}
