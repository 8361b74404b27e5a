/** A thread's file beside the one that starts it, in the form in which that one runs: TypeScript, or JavaScript when built. */
export function threadFile(beside: string, name: string): URL {
  return new URL(`./${name}${beside.endsWith(".ts") ? ".ts" : ".js"}`, beside);
}

export function threadOptions(file: string): { execArgv: string[] } {
  return { execArgv: file.endsWith(".ts") ? ["--conditions=causerie-source"] : [] };
}
