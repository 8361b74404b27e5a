import { spawnSync } from "node:child_process";

/**
 * What Node says about the syntax of a module. It gets it from the standard input and without types, because Node checks no
 * TypeScript that imports or exports.
 */
export function checkSyntax(file: string): string {
  const source = run(["--no-warnings", "--print", stripTypes, file]).stdout;
  return run(["--check", "--input-type=module", "-"], source).stderr;
}

/** In a process of its own, because this prints a warning. */
const stripTypes = `require("module").stripTypeScriptTypes(require("fs").readFileSync(process.argv[1], "utf8"))`;

function run(args: readonly string[], input = ""): { stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { input, encoding: "utf8" });
}
