import nodeModule from 'node:module';
import { isRawPictureType } from '../../../shared/model/media-kinds.ts';
import { giveUp } from '../given-up.ts';
import { hasWorkerParent, openWorkerChannel } from '../worker-channel.ts';
import type { MediaPart, MediaReply, MediaRequest } from './media-messages.ts';
import { readMetadata } from './metadata/read.ts';
import { createPartDesk, type PartDesk } from './part-source.ts';
import { makePreviews } from './preview.ts';
import { PreviewProblem } from './preview-problem.ts';
import { readRaw } from './raw/read-raw.ts';
import { isRecordingType } from './recording/recording-types.ts';
import { isPictureType } from './type.ts';

/**
 * The child process that reads hostile files: metadata first, so that a preview which brings the process down takes
 * nothing with it. Deadlines and memory limits are the supervisor's; here is only the work. Most cards hold photographs: the readers of
 * everything else are loaded when the first of it comes.
 */
async function readSaid(request: MediaRequest, desk: PartDesk) {
  const { id, type } = request;
  if ('bytes' in request) {
    if (isPictureType(type)) return readMetadata(request.bytes, type);
    if (isRawPictureType(type)) return readRaw(request.bytes, type);
    if (type === 'application/pdf') {
      const { readDocument } = await import('./document/read-document.ts');
      return readDocument(request.bytes);
    }
  }
  if ('size' in request && isRecordingType(type)) {
    const { readRecording } = await import('./recording/read-recording.ts');
    return readRecording(desk.source(id, request.size), type);
  }
  throw new Error('of no known type');
}

async function answer(request: MediaRequest, desk: PartDesk, reply: (message: MediaReply) => void): Promise<void> {
  const { id, type, wants } = request;
  if (wants.metadata) {
    try {
      const metadata = await readSaid(request, desk);
      desk.close();
      reply({ about: 'metadata', id, outcome: { metadata } });
    } catch {
      desk.close();
      reply({ about: 'metadata', id, outcome: { problem: 'METADATA_UNREADABLE' } });
    }
  }
  if (wants.preview) {
    try {
      if (!('bytes' in request)) throw new PreviewProblem('PREVIEW_UNSUPPORTED');
      reply({ about: 'preview', id, outcome: { previews: { ...(await makePreviews(request.bytes, type)) } } });
    } catch (error) {
      reply({
        about: 'preview',
        id,
        outcome: { problem: error instanceof PreviewProblem ? error.code : 'PREVIEW_FAILED' },
      });
    }
  }
  if (wants.codes) {
    const { CodesProblem, readCodes } = await import('./codes.ts');
    try {
      if (!('bytes' in request)) throw new CodesProblem('PICTURE_UNREADABLE');
      reply({ about: 'codes', id, outcome: { codes: await readCodes(request.bytes, type) } });
    } catch (error) {
      const problem = error instanceof CodesProblem ? error.code : 'PICTURE_UNREADABLE';
      reply({ about: 'codes', id, outcome: { problem } });
    }
  }
  if (wants.companion) {
    try {
      if (!('bytes' in request)) throw new Error('not sent whole');
      const { readCompanion } = await import('./companions/read-companion.ts');
      reply({ about: 'companion', id, outcome: { reading: readCompanion(request.bytes) } });
    } catch {
      reply({ about: 'companion', id, outcome: { problem: 'COMPANION_UNREADABLE' } });
    }
  }
}

if (hasWorkerParent()) {
  const channel = openWorkerChannel();
  const desk = createPartDesk(channel.post);
  let work = Promise.resolve();
  channel.listen((message) => {
    const given = message as MediaRequest | MediaPart;
    if ('part' in given) desk.take(given);
    else
      work = work.then(async () => {
        await answer(given, desk, channel.post);
        if ('bytes' in given) giveUp(given.bytes);
      });
  });
  channel.post({ about: 'ready' } satisfies MediaReply);
  // Where compiled code is kept from start to start: now, because a worker ends by being ended, and has seen no file yet.
  nodeModule.flushCompileCache?.();
}
