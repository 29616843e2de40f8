import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { PhoneSystem } from "./phone-system";
import { createWire } from "./wire";

/** Another address of a phone system, which can be shut. */
export interface Door {
  readonly server: string;
  /** Breaks off what goes through, and refuses everybody. */
  shut(): void;
  open(): void;
  close(): void;
}

export async function startDoor(pbx: Pick<PhoneSystem, "port" | "path">): Promise<Door> {
  const wire = createWire(pbx);
  const server = createServer();
  server.on("upgrade", (request, socket, head) => {
    // The page is from elsewhere, which the embedded switch allows nobody.
    delete request.headers.origin;
    wire.carry(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server: `ws://127.0.0.1:${port}/sip`,
    shut: () => wire.cut(Number.POSITIVE_INFINITY),
    open: () => wire.cut(0),
    close() {
      wire.cut(Number.POSITIVE_INFINITY);
      server.close();
    },
  };
}
