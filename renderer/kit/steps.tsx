import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { fromItsTop } from './page.tsx';
import styles from './steps.module.css';

/** Work in several steps, and where one is in it. */
export function Steps({ names, at }: { readonly names: readonly string[]; readonly at: number }) {
  return (
    <ol className={styles.steps}>
      {names.map((name, index) => (
        <li
          key={name}
          ref={index === at ? fromItsTop : null}
          aria-current={index === at ? 'step' : undefined}
          data-past={index < at || undefined}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

/** After the last step: what came of it. */
export function Finished({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.finished}>
      <CircleCheck aria-hidden />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}
