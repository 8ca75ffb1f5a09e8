import './kit/no-eval.ts';
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/unfolding.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followChanges } from './bridge/calls.ts';
import { App } from './shell/app.tsx';

followChanges();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
