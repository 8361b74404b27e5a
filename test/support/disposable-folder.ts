import { type DisposableTempDir, mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder, which the end of its `using` block removes with all that is in it. */
export function disposableFolder(): DisposableTempDir {
  return mkdtempDisposableSync(join(tmpdir(), "causerie-"));
}
