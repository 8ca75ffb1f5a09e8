/** The verifier in Python that every bundle contains, on one place of every attack. */
import { against } from './against.ts';
import { inPython } from './verifiers.ts';

afterAll(() => closePython());
