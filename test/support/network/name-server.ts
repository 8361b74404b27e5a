import { createSocket } from "node:dgram";
import { once } from "node:events";

/** Answers each question for the addresses of a name (RFC 1035) with those of now, as the name server of a container network does. */
export type NameServer = AsyncDisposable & { readonly port: number; addresses: readonly string[] };

const headerLength = 12;
/** Of an A record that points back to the name in the question, valid for 0 s. */
const recordHead = Buffer.from([0xc0, headerLength, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4]);

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const end = query.indexOf(0, headerLength) + 5;
    const isForAddresses = query.readUInt16BE(end - 4) === 1;
    const found = isForAddresses ? server.addresses : [];
    const header = Buffer.from(query.subarray(0, headerLength));
    header.writeUInt16BE(0x84_00, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found.length, 6);
    header.writeUInt32BE(0, 8);
    const records = found.map((each) => Buffer.concat([recordHead, Buffer.from(each.split(".").map(Number))]));
    socket.send(Buffer.concat([header, query.subarray(headerLength, end), ...records]), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const server: NameServer = {
    port: socket.address().port,
    addresses: [],
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
  return server;
}
