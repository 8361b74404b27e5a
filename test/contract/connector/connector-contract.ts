import { type ConnectorHarness, connectorContract } from "@causerie/server/connector";
import { describe, expect, test } from "vitest";

/** Runs the published contract suite on a connector, one test for each of its cases. */
export async function testConnector(name: string, open: () => Promise<ConnectorHarness>): Promise<void> {
  const cases = await connectorContract(open);
  describe(`${name}: connector`, () => {
    test.each(cases.map(({ name: rule, run }) => [rule, run] as const))("%s", async (_rule, run) => {
      await expect(run()).resolves.toBeUndefined();
    });
  });
}
