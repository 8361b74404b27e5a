// `npm start`: installs and builds what is missing, then runs the demo on the pinned Node until Ctrl-C.
import { spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { environment, install, node, root, run } from "../setup.mjs";

const stays = isBehindNohup();
const starters = findStarters();
install();
if (run(node, ["demo/build.ts"], { env: environment() }) !== 0) process.exit(1);

// The channel tells the demo when this process is gone, even if it was killed.
const demo = spawn(node, ["--conditions=causerie-source", "demo/src/main.ts"], {
  cwd: root,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: environment(),
});
// Ctrl-C reaches the whole group; this process only waits for the demo to end well.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => demo.kill(signal));
// The demo leaves it to this process what the end of a terminal means, and would take a SIGHUP for the terminal's own.
process.on("SIGHUP", () => stays || demo.kill());
// npm passes on no SIGHUP and cannot pass on a SIGKILL.
if (!stays)
  setInterval(() => {
    if (findStarters() !== starters) demo.kill();
  }, 500).unref();
demo.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));

/** Whether a person wants the demo to outlive their terminal. Node undoes what nohup does, so that only its name says it. */
function isBehindNohup() {
  const files = [1, 2].map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ""; // not on Linux
    }
  });
  return basename(process.env._ ?? "") === "nohup" || files.some((file) => basename(file) === "nohup.out");
}

/** npm, and the shell that may stand between it and this program and outlives it. Not what started npm: that may be closed. */
function findStarters() {
  try {
    // `pid (name) state parent …`
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8"));
    return ["sh", "dash", "bash", "ash", "zsh", "ksh", "busybox"].includes(name)
      ? `${process.ppid} ${parent}`
      : String(process.ppid);
  } catch {
    return String(process.ppid); // not on Linux, or the parent is gone
  }
}
