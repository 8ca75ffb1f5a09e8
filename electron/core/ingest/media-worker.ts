import { hasWorkerParent, openWorkerChannel } from '../worker-channel.ts';
import { CodesProblem, readCodes } from './codes.ts';
import type { MediaReply, MediaRequest } from './media-messages.ts';
import { readMetadata } from './metadata/read.ts';
import { makePreviews } from './preview.ts';
import { PreviewProblem } from './preview-problem.ts';
import { isPictureType } from './type.ts';

/**
 * The child process that reads hostile pictures: metadata first, so that a preview which brings the process down takes
 * nothing with it. Deadlines and memory limits are the supervisor's; here is only the work.
 */
async function answer(request: MediaRequest, reply: (message: MediaReply) => void): Promise<void> {
  const { id, type, bytes, wants } = request;
  if (wants.metadata) {
    try {
      if (!isPictureType(type)) throw new Error('not a picture');
      reply({ about: 'metadata', id, outcome: { metadata: await readMetadata(bytes, type) } });
    } catch {
      reply({ about: 'metadata', id, outcome: { problem: 'METADATA_UNREADABLE' } });
    }
  }
  if (wants.preview) {
    try {
      reply({ about: 'preview', id, outcome: { previews: { ...(await makePreviews(bytes, type)) } } });
    } catch (error) {
      reply({
        about: 'preview',
        id,
        outcome: { problem: error instanceof PreviewProblem ? error.code : 'PREVIEW_FAILED' },
      });
    }
  }
  if (wants.codes) {
    try {
      reply({ about: 'codes', id, outcome: { codes: await readCodes(bytes, type) } });
    } catch (error) {
      const problem = error instanceof CodesProblem ? error.code : 'PICTURE_UNREADABLE';
      reply({ about: 'codes', id, outcome: { problem } });
    }
  }
}

if (hasWorkerParent()) {
  const channel = openWorkerChannel();
  let work = Promise.resolve();
  channel.listen((message) => {
    work = work.then(() => answer(message as MediaRequest, channel.post));
  });
  channel.post({ about: 'ready' } satisfies MediaReply);
}
