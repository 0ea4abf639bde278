import { session } from 'electron';
import { isPermitted } from './permission-policy.ts';

/** Both of Electron's handlers ask the same rule (permission-policy.ts). Devices like HID and USB are never given. */
export function setPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermitted({
      permission,
      origin: requestingOrigin,
      isMainFrame: details.isMainFrame,
      mediaTypes: details.mediaType === undefined ? [] : [details.mediaType],
    }),
  );
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const origin = details.requestingUrl;
    callback(isPermitted({ permission, origin, isMainFrame: details.isMainFrame, mediaTypes }));
  });
  defaultSession.setDevicePermissionHandler(() => false);
}
