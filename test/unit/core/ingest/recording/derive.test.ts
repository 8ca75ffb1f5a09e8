import { describe, expect, it } from 'vitest';
import { byName, type RawValue } from '../../../../../electron/core/ingest/metadata/tags.ts';
import { deriveRecording } from '../../../../../electron/core/ingest/recording/derive-recording.ts';
import { groupOfRecordingTag } from '../../../../../electron/core/ingest/recording/recording-groups.ts';

const from = (tags: Readonly<Record<string, RawValue>>, seconds = '60', type = 'video/mp4') =>
  deriveRecording(
    byName(Object.entries(tags).map(([name, value]) => ({ name, value }))),
    { seconds, tracks: [] },
    type,
  );

describe('when a recording was made', () => {
  it('is what Apple’s creation date says, with its offset', () => {
    expect(from({ 'Keys:CreationDate': '2016-04-27T21:40:00+0300' }).derived.captured).toEqual({
      wall: '2016-04-27T21:40:00',
      subsecond: null,
      offset: '+03:00',
      offsetBasis: 'written',
      from: ['Keys:CreationDate'],
    });
  });

  it('is the movie header’s time, which is UTC by the format and said to be', () => {
    expect(from({ 'QuickTime:CreateDate': '2016:04:27 18:40:00' }).derived.captured).toMatchObject({
      wall: '2016-04-27T18:40:00',
      offset: 'Z',
      offsetBasis: 'format',
    });
  });

  it.each(['0000:00:00 00:00:00', '1904:01:01 00:00:00'])('is unknown where the header says %s', (text) => {
    const { derived, refused, conflicts } = from({ 'QuickTime:CreateDate': text });
    expect(derived.captured).toBeNull();
    expect(refused).toEqual([]);
    expect(conflicts).toEqual([{ kind: 'metadata absent', values: {} }]);
  });

  it('takes the first time, and refuses a second that is further off than the recording is long', () => {
    const written = { 'Keys:CreationDate': '2016-04-27T21:40:00+0300' };
    expect(from({ ...written, 'QuickTime:CreateDate': '2016:04:27 18:41:00' }).refused).toEqual([]);
    expect(from({ ...written, 'QuickTime:CreateDate': '2016:04:27 21:40:00' }).refused).toEqual([
      { name: 'QuickTime:CreateDate', value: '2016:04:27 21:40:00', reason: 'conflicting' },
    ]);
  });

  it('has no offset where a recorder’s own clock gives it, and is flagged', () => {
    const { derived, conflicts } = from({ 'RIFF:DateTimeOriginal': '2016:04:27 21:40:00' }, '2', 'audio/wav');
    expect(derived.captured).toMatchObject({ offset: null, offsetBasis: 'unknown' });
    expect(conflicts.map(({ kind }) => kind)).toEqual(['offset missing']);
  });

  it.each(['2016:13:27 21:40:00', '2016:02:30 21:40:00', 'yesterday', '2016-04-27T21:40:00+2500'])(
    'is not made up from %s',
    (text) => {
      const { derived, refused } = from({ 'Keys:CreationDate': text });
      expect(derived.captured).toBeNull();
      expect(refused).toEqual([{ name: 'Keys:CreationDate', value: text, reason: 'not a date' }]);
    },
  );

  it.each(['2016', '2016-04-27'])('is no time where only %s is given', (text) => {
    const { derived, refused } = from({ 'ID3:RecordingTime': text }, '2', 'audio/mpeg');
    expect([derived.captured, refused]).toEqual([null, []]);
  });
});

describe('where a recording was made', () => {
  it.each([
    ['+36.1917+037.1500+379.000/', '36.1917', '37.15', '379'],
    ['-33.753412-070.648200/', '-33.753412', '-70.6482', null],
    ['+3611.502+03709.000/', '36.1917', '37.15', null],
    ['+361130.12+0370900.00+379/', '36.19170000', '37.15', '379'],
    ['+00.0000+037.1500/', '0', '37.15', null],
    ['+36.1917+037.1500+379.000CRSWGS_84/', '36.1917', '37.15', '379'],
  ])('%s', (text, latitude, longitude, altitude) => {
    const { position } = from({ 'Keys:GPSCoordinates': text }).derived;
    expect(Number(position?.latitude)).toBeCloseTo(Number(latitude), 7);
    expect([Number(position?.longitude), position?.altitude]).toEqual([Number(longitude), altitude]);
  });

  it.each([
    ['+00.0000+000.0000/', 'zero position'],
    ['+91.0000+037.1500/', 'out of range'],
    ['+36.1917+181.0000/', 'out of range'],
    ['+3699.000+03709.000/', 'out of range'],
    ['36.1917, 37.15', 'not a number'],
    ['somewhere', 'not a number'],
  ])('is refused: %s', (text, reason) => {
    const { derived, refused } = from({ 'Keys:GPSCoordinates': text });
    expect(derived.position).toBeNull();
    expect(refused).toEqual([{ name: 'Keys:GPSCoordinates', value: text, reason }]);
  });

  it('takes the next place where the first is refused, and says how exact the device thinks it is', () => {
    const { derived } = from({
      'Keys:GPSCoordinates': '+00.0000+000.0000/',
      'UserData:GPSCoordinates': '+36.1917+037.1500/',
      'Keys:LocationAccuracyHorizontal': '12.5',
    });
    expect(derived.position).toMatchObject({ from: ['UserData:GPSCoordinates'], errorMetres: '12.5' });
  });
});

describe('what a recording says may leave with it', () => {
  it.each([
    ['camera', 'Track1:CompressorID', 'avc1'],
    ['camera', 'Keys:Model', 'iPhone 6'],
    ['camera', 'QuickTime:CreateDate', '2016:04:27 18:40:00'],
    ['gps', 'Keys:GPSCoordinates', '+36.1917+037.1500/'],
    // A track that holds a position for every second of the recording.
    ['gps', 'Track3:MetaFormat', 'gpmd'],
    ['camera', 'Track3:MetaFormat', 'mebx'],
    ['other', 'UserData:GPSCoordinates', 'behind the bakery'],
    ['other', 'UserData:LocationInformation', 'Home Role=shooting Lat=36.19170 Lon=37.14999 Alt=0.00 Body= Notes='],
    ['other', 'Keys:Author', 'A. Name'],
    ['other', 'ID3:Artist', 'A. Name'],
    ['other', 'Keys:Model', 'phone of A. Name, 0944123456'],
    ['other', 'RIFF:Originator', 'A. Name'],
    ['other', 'XMP-dc:Model', 'A'],
  ])('%s: %s = %s', (group, name, value) => expect(groupOfRecordingTag({ name, value })).toBe(group));
});
