// `npm test`: installs what is missing, then runs every check and every suite on the pinned Node.
import { install, node, run } from "../setup.mjs";

install();
process.exit(run(node, ["--conditions=causerie-source", "test/run.ts", ...process.argv.slice(2)]));
