import { spawn } from "node:child_process";
import { AuthorError } from "#app/errors.ts";

/** `input`: goes through a pipe, since arguments can be read by everybody on the machine. `maxBytes`: of what it writes. */
export type ProgramCall = {
  program: string;
  args: readonly string[];
  input: string | Uint8Array;
  maxBytes: number;
  signal: AbortSignal;
  /** What the operator does when the program is not there. */
  remedy: string;
};

/** Where a program is looked for that is named without its folder. */
const searched = ["/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin"];

/**
 * Runs a program of the operator's and gives what it writes. It ends with the signal, and gets nothing of the server's environment,
 * so no secret.
 * @throws AuthorError when it is not installed, fails or writes too much: its own words are not passed on, they may quote what it was given
 */
export async function runProgram(call: ProgramCall): Promise<Buffer> {
  const { program, args, input, maxBytes, signal, remedy } = call;
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const env = { PATH: searched.join(":"), LC_ALL: "C.UTF-8" };
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"], env, signal, killSignal: "SIGKILL" });
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    else child.kill("SIGKILL");
  });
  child.once("error", (error) => {
    const isMissing = "code" in error && (error.code === "ENOENT" || error.code === "EACCES");
    reject(isMissing ? new AuthorError(`the program ${program} cannot be run: ${remedy}`) : error);
  });
  child.once("close", (code) => {
    if (size > maxBytes) reject(new AuthorError(`the program ${program} wrote more than ${maxBytes / 1e6} MB`));
    else if (code === 0) resolve(Buffer.concat(chunks));
    else reject(new AuthorError(`the program ${program} failed with status ${code ?? "none"}`));
  });
  // A program that ends early does not read the rest.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return await promise;
}
