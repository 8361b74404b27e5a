import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { Brake } from "./brake.ts";
import { Gate } from "./gate.ts";

/**
 * The account that calls are made of. `name`: what it is called in the log, e.g. "the page"; `fields`: which one it is, for the log.
 * `mostPerSecond`: calls that Meta takes of it.
 */
export type GateAccount = { appId: string; name: string; fields: object; mostPerSecond: number };

/** The app's brake is one for all its accounts. Each brake raises one alarm, however many calls are refused. */
export function openGate({ appId, name, fields, mostPerSecond }: GateAccount, host: ConnectorHost): Gate {
  const { logger } = host;
  const brakeOf = (whose: object): Brake =>
    new Brake(
      {
        closed: ({ code, hint, ms }) =>
          logger.error(
            { ...whose, code, ms },
            `Meta refuses all calls: ${hint}; messages wait; one is tried again from time to time`,
          ),
        opened: () => logger.info(whose, "Meta takes calls again"),
      },
      mostPerSecond,
    );
  const app = host.shared(`meta:brake:${appId}`, () => brakeOf({ appId }));
  return new Gate({ account: brakeOf(fields), app }, name, () => host.steady());
}
