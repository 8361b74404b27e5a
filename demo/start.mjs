// `npm start`: installs and builds what is missing, then runs the demo on the pinned Node until Ctrl-C.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { environment, install, node, root, run } from "../setup.mjs";

const starters = ancestors();
install();
if (run(node, ["demo/build.ts"], { env: environment() }) !== 0) process.exit(1);

// The channel tells the demo when this process is gone, even if it was killed.
const demo = spawn(node, ["--conditions=causerie-source", "demo/src/main.ts"], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: environment(),
});
// Ctrl-C reaches the whole group; this process only waits for the demo to end well.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => demo.kill(signal));
// npm passes on no SIGHUP and cannot pass on a SIGKILL.
setInterval(() => {
  if (ancestors() !== starters) demo.kill();
}, 500).unref();
demo.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));

/** The parent and its parent: between npm and this program there may be a shell, which outlives npm. */
function ancestors() {
  try {
    // Behind the name in parentheses stand the state and the parent.
    return `${process.ppid} ${readFileSync(`/proc/${process.ppid}/stat`, "utf8").split(") ").at(-1).split(" ")[1]}`;
  } catch {
    return String(process.ppid); // not on Linux, or the parent is gone
  }
}
