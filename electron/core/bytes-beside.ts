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

/** The runs that were sent, from a pipe that is read to where its bytes belong: nothing is copied once more. */
export interface Runs {
  /** Where the next bytes go, one at least, until some have come. */
  room(): Uint8Array;
  /** So many have come. */
  came(bytes: number): void;
}

export function createRuns(whole: (bytes: Uint8Array) => void): Runs {
  const length = Buffer.alloc(lengthBytes);
  let run: Uint8Array = length;
  let filled = 0;
  return {
    room: () => run.subarray(filled),
    came(bytes) {
      filled += bytes;
      if (filled < run.length) return;
      filled = 0;
      const ended = run === length ? unfilled(length.readUInt32LE()) : run;
      // A new run is filled before it is told, but for one of no bytes.
      const isBegun = run === length && ended.length > 0;
      run = isBegun ? ended : length;
      if (!isBegun) whole(ended);
    },
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
  const runs = createRuns((bytes) => {
    arrived.push(bytes);
    deliverWhatIsComplete();
  });
  const pipe = new Socket({
    fd: descriptor,
    readable: true,
    writable: false,
    onread: {
      buffer: runs.room,
      callback(length) {
        runs.came(length);
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
