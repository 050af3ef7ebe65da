/* What every Windows 10 has and Wine 8 lacks, for the tests only; compiled once for each library named here.

   bcryptprimitives: random numbers. icuuc: converters between encodings; all are "not found", so Qt takes its own.
   mscms: colour profiles; there are none. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

#define GIVEN __declspec(dllexport)
#define NO_CONVERTER 4 /* U_FILE_ACCESS_ERROR */

GIVEN BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T size) { return SystemFunction036(into, (ULONG)size); }

GIVEN void *ucnv_open(const char *name, int *error) { if (error) *error = NO_CONVERTER; return 0; }
GIVEN const char *ucnv_getName(void *it, int *error) { if (error) *error = NO_CONVERTER; return 0; }
GIVEN const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
    if (error) *error = NO_CONVERTER;
    return 0;
}
GIVEN const char *ucnv_getAvailableName(int place) { return 0; }
GIVEN int ucnv_countAvailable(void) { return 0; }
GIVEN int ucnv_toUCountPending(void) { return 0; }
GIVEN signed char ucnv_getMaxCharSize(void *it) { return 1; }
GIVEN void ucnv_close(void) {}
GIVEN void ucnv_reset(void) {}
GIVEN void ucnv_toUnicode(void) {}
GIVEN void ucnv_fromUnicode(void) {}
GIVEN void ucnv_getToUCallBack(void) {}
GIVEN void ucnv_getFromUCallBack(void) {}
GIVEN void ucnv_setToUCallBack(void) {}
GIVEN void ucnv_setFromUCallBack(void) {}
GIVEN void ucnv_cbToUWriteUChars(void) {}
GIVEN void ucnv_cbFromUWriteUChars(void) {}
GIVEN void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
GIVEN void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}

GIVEN BOOL WINAPI CloseColorProfile(HANDLE it) { return TRUE; }
GIVEN BOOL WINAPI GetColorProfileFromHandle(HANDLE it, PBYTE into, PDWORD size) {
    SetLastError(ERROR_CALL_NOT_IMPLEMENTED);
    return FALSE;
}
GIVEN HANDLE WINAPI WcsCreateIccProfile(HANDLE it, DWORD options) { SetLastError(ERROR_CALL_NOT_IMPLEMENTED); return 0; }
GIVEN HANDLE WINAPI OpenColorProfileW(void *it, DWORD access, DWORD share, DWORD creation) {
    SetLastError(ERROR_FILE_NOT_FOUND);
    return 0;
}
