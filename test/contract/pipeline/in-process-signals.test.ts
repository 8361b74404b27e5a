import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { signalsContract } from "./signals-contract.ts";

signalsContract("In one process", async () => createInProcessSignals(() => undefined));
