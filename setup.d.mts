/** The types of `setup.mjs` for programs of TypeScript. The words about each are there. */
export const root: string;
export function program(name: string, packageName?: string): string;
export function compile(folder: string, project: string): void;
