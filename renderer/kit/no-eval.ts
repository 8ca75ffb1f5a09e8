import { config } from 'zod';

// The content policy forbids eval; zod would try it once to find out. Imported before any schema is made.
config({ jitless: true });
