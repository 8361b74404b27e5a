import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Lets each Node process that a test starts, and each thread of one, use what another has compiled and stripped of its types
 * (https://nodejs.org/api/module.html#module-compile-cache). A server from its sources starts with half of the work then, and
 * tests start thousands.
 */
export function shareCompiledCode(): void {
  process.env["NODE_COMPILE_CACHE"] ??= join(tmpdir(), "node-compile-cache");
}
