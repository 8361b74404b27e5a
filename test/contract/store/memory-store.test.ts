import { createMemoryStore } from "@causerie/server/store/memory/memory-store.ts";
import { storeContract } from "./store-contract.ts";

storeContract("memory store", async () => createMemoryStore());
