import type { Scene } from './attack.ts';
import { isFile, type Opened } from './forge.ts';

/** Where in a bundle an attack is carried out, as chance has it. */

/** Any entry but the first and the closing one; null where there is none. */
export function middle(scene: Scene): number | null {
  const { forge } = scene;
  return forge.last < 2 ? null : scene.chance.between(1, forge.last - 1);
}

/** A shown entry other than the closing export, of which `wanted` holds. */
export function shownEntry(
  scene: Scene,
  wanted: (fields: readonly Opened[], seq: number) => boolean = () => true,
): number | null {
  const { forge } = scene;
  return anyOf(
    scene,
    forge.disclosed.filter((seq) => seq !== forge.last && wanted(forge.opened(seq), seq)),
  );
}

/** The entries that name the object at `path`. */
export function naming(scene: Scene, path: string): number[] {
  const hash = path.slice('data/objects/'.length).split('.')[0];
  const { forge } = scene;
  return forge.disclosed.filter((seq) => forge.opened(seq).some(({ value }) => isFile(value) && value.sha256 === hash));
}

export function anyOf<Item>(scene: Scene, items: readonly Item[]): Item | null {
  return items.length === 0 ? null : scene.chance.pick(items);
}
