/**
 * Takes a disk or network specification apart as xl does (Xen tools/libs/util/libxlu_disk_l.l, libxlu_disk.c;
 * tools/xl/xl_parse.c).
 */

/** A disk's settings as xl comes to know them. */
export interface DiskSpec {
  readonly target?: string
  readonly format?: string
  readonly vdev?: string
  readonly access?: 'ro' | 'rw'
  readonly more: Readonly<Record<string, string>>
  readonly deprecated?: string
  readonly problems: readonly string[]
}

const formats: readonly string[] = ['raw', 'qcow', 'qcow2', 'vhd', 'qed', 'empty']
const accesses: Readonly<Record<string, 'ro' | 'rw'>> = { r: 'ro', ro: 'ro', w: 'rw', rw: 'rw', '': 'rw' }
const values: Readonly<Record<string, readonly string[]>> = {
  devtype: ['cdrom', 'disk'],
  backendtype: ['phy', 'tap', 'qdisk', 'standalone'],
  specification: ['xen', 'virtio'],
  grant_usage: ['0', '1'],
}
const named =
  /^(format|access|vdev|backend|backendtype|specification|script|devtype|colo-host|colo-port|colo-export|active-disk|hidden-disk|grant_usage)=([^,]*)(?:,|$)/
const flag = /^(cdrom|direct-io-safe|discard|no-discard|colo|no-colo|trusted|untrusted)(?:,|$)/
/** Prefixes of old times; some say the format or the script. */
const prefix = /^(raw|qcow2?|vhd|iscsi|e?nbd|drbd|tapdisk|tap2?|aio|ioemu|file|phy):/
const unknownPrefix = /^([a-z][a-z0-9]*):(?=[^a-z0-9]|$)/

/** Takes apart one item of `disk`. */
export function diskSpec(raw: string): DiskSpec {
  const disk: { target?: string; format?: string; vdev?: string; access?: 'ro' | 'rw' } = {}
  const more: Record<string, string> = {}
  const problems: string[] = []
  const prefixes: string[] = []
  let accessGiven = false
  const setFormat = (format: string): void =>
    void (formats.includes(format || 'raw')
      ? (disk.format = format || 'raw')
      : problems.push(`"${format}" is no format: xl knows ${formats.join(', ')}`))
  const setAccess = (access: string): void =>
    void (Object.hasOwn(accesses, access)
      ? (disk.access = accesses[access]!)
      : problems.push(`"${access}" is no access: xl knows r, ro, w, rw`))
  const setNamed = (key: string, value: string): void => {
    if (key === 'format') setFormat(value)
    else if (key === 'access') setAccess(value)
    else if (key === 'vdev') disk.vdev = value
    else if (Object.hasOwn(values, key) && !values[key]!.includes(value))
      problems.push(`"${value}" is no ${key}: xl knows ${values[key]!.join(', ')}`)
    else more[key] = value
  }
  const setByPlace = (word: string): void => {
    if (disk.target === undefined) disk.target = word
    else if (prefixes.length === 0 && disk.format === undefined) {
      // `,hdc:cdrom` of old times: a drive without a disc.
      if (disk.target === '' && word.includes(':')) {
        disk.format = 'empty'
        setVdev(word)
      } else setFormat(word)
    } else if (disk.vdev === undefined) setVdev(word)
    else if (!accessGiven) {
      accessGiven = true
      setAccess(word)
    } else problems.push(`"${word}" is one too many: target, format, vdev, access is all that goes by its place`)
  }
  const setVdev = (word: string): void => {
    const [, vdev = word, type] = /^(.*):([^:]*)$/.exec(word) ?? []
    disk.vdev = vdev
    if (type !== undefined) setNamed('devtype', type)
  }

  let rest = raw.trimStart()
  while (rest !== '' && problems.length === 0) {
    let match: RegExpExecArray | null
    if ((match = named.exec(rest))) setNamed(match[1]!, match[2]!)
    else if ((match = flag.exec(rest))) more[match[1]!] = 'yes'
    else if (rest.startsWith('target=')) {
      disk.target = rest.slice('target='.length)
      break
    } else if ((match = prefix.exec(rest))) {
      prefixes.push(match[1]!)
      if (/^(raw|qcow2?|vhd)$/.test(match[1]!)) setFormat(match[1]!)
      if (/^(iscsi|e?nbd|drbd)$/.test(match[1]!)) more.script = `block-${match[1]}`
    } else if ((match = unknownPrefix.exec(rest))) problems.push(`"${match[1]}:" is no prefix that xl knows`)
    else if ((match = /^([^=,]*),|^([^=,]+)$/.exec(rest))) setByPlace(match[1] ?? match[2]!)
    else {
      problems.push(`xl knows no ${/^[^,]*/.exec(rest)![0]}`)
      break
    }
    rest = match ? rest.slice(match[0].length).trimStart() : ''
  }
  const isCdrom = more.cdrom !== undefined || more.devtype === 'cdrom'
  if (problems.length === 0 && disk.vdev === undefined)
    problems.push('it has no vdev: which disk of the guest it is to be')
  if (problems.length === 0 && disk.target === undefined && !isCdrom)
    problems.push('it has no target: the file or device in dom0')
  return {
    ...disk,
    format: disk.format ?? 'raw',
    access: isCdrom ? 'ro' : (disk.access ?? 'rw'),
    more,
    ...(prefixes.length > 0 && { deprecated: `${prefixes.join(':')}:` }),
    problems,
  }
}

const vifKeys: readonly string[] = [
  'type',
  'mac',
  'bridge',
  'gatewaydev',
  'netdev',
  'ip',
  'script',
  'backend',
  'vifname',
  'model',
  'rate',
  'accel',
  'devid',
  'mtu',
  'vlan',
  'forwarddev',
]

/** Takes apart one item of `vif`: settings between commas. */
export function vifSpec(raw: string): {
  readonly settings: Readonly<Record<string, string>>
  readonly problems: readonly string[]
} {
  const settings: Record<string, string> = {}
  const problems: string[] = []
  for (const word of raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const [, key, value] = /^([a-z_0-9]+)=(.*)$/.exec(word) ?? []
    if (key === undefined || value === undefined) {
      if (word === 'trusted' || word === 'untrusted') settings[word] = 'yes'
      else problems.push(`xl knows no "${word}": a setting is name=value`)
    } else if (!vifKeys.includes(key) && !key.startsWith('colo_')) problems.push(`xl knows no ${key}=`)
    else settings[key] = value
  }
  if (settings.mac !== undefined && !/^([\da-f]{1,2}[^\da-f]){5}[\da-f]{1,2}$/i.test(settings.mac))
    problems.push(`mac=${settings.mac} is no address of six bytes, such as 00:16:3e:00:00:01`)
  if (settings.type !== undefined && !['vif', 'ioemu'].includes(settings.type))
    problems.push(`type=${settings.type}: xl knows vif and ioemu`)
  return { settings, problems }
}
