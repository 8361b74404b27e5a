// `npm start`: installs and builds what is missing, then runs the demo on the pinned Node until Ctrl-C.
import { spawn } from "node:child_process";
import { environment, install, node, root, run } from "../setup.mjs";

install();
if (run(node, ["demo/build.ts"], { env: environment() }) !== 0) process.exit(1);

const demo = spawn(node, ["--conditions=causerie-source", "demo/src/main.ts"], {
  cwd: root,
  stdio: "inherit",
  env: environment(),
});
// Ctrl-C reaches the whole group; this process only waits for the demo to end well.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => demo.kill(signal));
demo.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
