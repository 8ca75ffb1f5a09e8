/**
 * The shape of a translation: the same keys as English, with each plural (`…_one`, `…_other`) replaced by the forms that the
 * language has (CLDR plural categories). A missing or a leftover key does not compile.
 */
export type Translation<T, Forms extends string> = {
  readonly [K in keyof T as K extends `${infer Base}_${'one' | 'other'}` ? `${Base}_${Forms}` : K]: T[K] extends string
    ? string
    : Translation<T[K], Forms>;
};

export type ArabicForms = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
