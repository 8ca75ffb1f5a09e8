import { describe, expect, it } from 'vitest';
import { messengerOfName } from '../../../shared/model/messengers.ts';

describe('the name of a file that a messaging program handed on', () => {
  it.each([
    ['IMG-20160427-WA0003.jpg', 'WhatsApp'],
    ['VID-20160427-WA0012.mp4', 'WhatsApp'],
    ['PTT-20160427-WA0001.opus', 'WhatsApp'],
    ['WhatsApp Image 2016-04-27 at 21.45.05.jpeg', 'WhatsApp'],
    ['photo_2016-04-27_21-45-05.jpg', 'Telegram'],
    ['photo_17@27-04-2016_21-45-05.jpg', 'Telegram'],
    ['signal-2016-04-27-214505.jpg', 'Signal'],
    ['signal-2016-04-27-21-45-05-123.jpg', 'Signal'],
    ['received_1234567890123456.jpeg', 'Messenger'],
  ])('%s: %s', (name, messenger) => expect(messengerOfName(name)).toBe(messenger));

  it.each([
    'IMG_0412.JPG',
    'IMG_20160427_214505.jpg',
    'photo.jpg',
    'signal.jpg',
    'received_card.jpg',
    'PXL_20160427_214505123.jpg',
  ])('%s: none', (name) => expect(messengerOfName(name)).toBeNull());
});
