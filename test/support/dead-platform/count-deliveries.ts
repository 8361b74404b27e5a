import type { ConnectorDefinition } from "@causerie/server/connector";

/** `underWay`: deliveries that the connector has begun and not ended. */
export type Deliveries = { underWay: number };

export function countDeliveries(definition: ConnectorDefinition): [ConnectorDefinition, Deliveries] {
  const deliveries: Deliveries = { underWay: 0 };
  const start: ConnectorDefinition["start"] = (host) => {
    const running = definition.start(host);
    const { connector } = running;
    if (connector.delivery !== "push") return running;
    const deliver: typeof connector.deliver = async (delivery, signal) => {
      deliveries.underWay += 1;
      try {
        return await connector.deliver(delivery, signal);
      } finally {
        deliveries.underWay -= 1;
      }
    };
    return { ...running, connector: { ...connector, deliver } };
  };
  return [{ ...definition, start }, deliveries];
}
