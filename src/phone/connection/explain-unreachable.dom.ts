import type { PhoneError } from "@/phone/errors";

import { explainUnreachable, isPrivateHost } from "./explain-unreachable";

/** Chrome's names for the permission, newest first: it was split in 2026. */
const permissionNames = ["local-network", "local-network-access"];

async function readLocalNetworkPermission(): Promise<PermissionState | null> {
  for (const name of permissionNames) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the second name only if the first is unknown
      const status = await navigator.permissions.query({ name: name as PermissionName });
      return status.state;
    } catch {
      // A name this browser does not know.
    }
  }
  return null;
}

export async function explainUnreachableHere(error: PhoneError): Promise<PhoneError> {
  const server = String(error.detail["server"] ?? "");
  return explainUnreachable(error, {
    online: navigator.onLine,
    pageIsLocal: isPrivateHost(location.hostname),
    serverHost: URL.canParse(server) ? new URL(server).hostname : "",
    localNetwork: await readLocalNetworkPermission(),
  });
}
