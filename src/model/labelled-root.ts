/**
 * root= for the file system that stage.sh makes for dom0, by its label: numbers of disks change from boot to boot. Only
 * an initramfs can look it up (Linux block/early-lookup.c knows no labels of file systems).
 */
export const labelledRoot = 'LABEL=dom0'
