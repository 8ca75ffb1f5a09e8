/** The verifier in Python that every bundle contains, on one place of every attack. */
import { against } from './against.ts';
import { inPython } from './verifiers.ts';

against({ name: 'verify.py', run: inPython, why: null, takes: () => true, thorough: true });
