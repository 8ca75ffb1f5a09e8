import 'i18next';
import type { resources } from '../../shared/locales/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: (typeof resources)['en'];
  }
}
