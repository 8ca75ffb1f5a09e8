/** The verifier in Python that every bundle contains, on one place of every attack. */
import { afterAll } from 'vitest';
import { closePython } from '../fixtures/python-verifier.ts';
import { against } from './against.ts';
import { inPython } from './verifiers.ts';

afterAll(() => closePython());

against({ name: 'verify.py', run: inPython, why: null, thorough: true });
