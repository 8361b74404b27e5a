import type { DeliveryReceipts, DeliveryReport } from "#channel/connector.ts";

/** What a database is given of a channel's report on all messages before a time. */
export type ReceiptsInput = DeliveryReceipts & { connectorId: string };

/** What a database is given of a channel's report on a message that it accepted earlier. */
export type ReportInput = {
  connectorId: string;
  id: string | null;
  externalId: string | null;
  conversation: string | null;
  status: "delivered" | "read" | "failed";
  reason: string | null;
  errorKind: string | null;
};

export function toReportInput(connectorId: string, report: Exclude<DeliveryReport, DeliveryReceipts>): ReportInput {
  const { deliveryId, externalId, conversationId, ...rest } = report;
  return {
    connectorId,
    id: deliveryId ?? null,
    externalId: externalId ?? null,
    conversation: conversationId ?? null,
    status: rest.status,
    reason: rest.status === "failed" ? rest.error.code : null,
    errorKind: rest.status === "failed" ? rest.error.kind : null,
  };
}
