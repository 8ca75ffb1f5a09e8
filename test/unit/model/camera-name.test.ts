import { expect, test } from 'vitest';
import { cameraName } from '../../../shared/model/camera-name.ts';

test.each([
  ['Canon', 'Canon EOS 80D', 'Canon EOS 80D'],
  ['NIKON CORPORATION', 'NIKON D90', 'NIKON D90'],
  ['samsung', 'SM-G930F', 'samsung SM-G930F'],
  ['HUAWEI', 'Huawei P9', 'Huawei P9'],
  ['Apple', 'iPhone 12', 'Apple iPhone 12'],
  ['HP', 'HPScan 3', 'HP HPScan 3'],
  [null, 'Model', 'Model'],
  ['Make', null, 'Make'],
  [null, null, ''],
])('a camera of %s and %s is called %j', (make, model, name) => {
  expect(cameraName({ make, model })).toBe(name);
});
