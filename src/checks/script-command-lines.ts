/**
 * Who gets which command line of a script or configuration (xen/common/device-tree/bootinfo-fdt.c, boot_fdt_cmdline;
 * xen/arch/arm/domain_build.c, write_properties), and the words of Xen's that are decided one by one.
 */
import { type BootSeen, dom0Modules, isForXen, isOpen, linesGiven, startsXen } from '../model/boot-seen.ts'
import { dom0MemoryFault, readXenLine, strangeConsole } from '../model/xen-line.ts'
import { xenOption } from '../model/xen-options.ts'
import { newestRelease } from '../model/xen-release.ts'
import { defineCheck, type Found } from './check.ts'
import { foundAt } from './script-place.ts'

export const scriptCommandLines = defineCheck({
  id: 'script-command-lines',
  needs: ['boot.seen'],
  uses: ['xen.version'],
  run(have) {
    const boot = have['boot.seen']
    if (!startsXen(boot)) return []
    return [
      ...(boot.kind === 'u-boot' ? whoGetsWhat(boot) : missingLines(boot)),
      ...xenWords(boot),
      // With a release the check xen-options tells them, and more.
      ...(have['xen.version'] === undefined ? ofX86(boot) : []),
    ]
  },
})

const bootargsFix =
  'Write fdt set /chosen xen,xen-bootargs "…" for Xen and fdt set /chosen xen,dom0-bootargs "…" for dom0, and leave bootargs alone.'

function whoGetsWhat(boot: BootSeen): readonly Found[] {
  const { xen, dom0, plain } = boot.lines
  const { kernel } = dom0Modules(boot)
  const module = kernel?.bootargs
  // Without a kernel for dom0 Xen starts the guests of the tree alone.
  const isAlone = !kernel && boot.modules.some(({ ofGuest }) => ofGuest)
  const found: Found[] = []
  const at = boot.start?.at ?? boot.modules[0]?.at ?? { line: 1, column: 1 }
  if (!xen && !linesGiven(boot).xen) {
    found.push(
      plain && isForXen(plain.text)
        ? foundAt(
            boot,
            'error',
            plain.at,
            "bootargs holds Xen's command line, and Xen reads that only where dom0 has a line of its own: here dom0 gets it, and Xen nothing",
            bootargsFix,
          )
        : dom0 || module
          ? foundAt(
              boot,
              'warning',
              at,
              'There is no xen,xen-bootargs: Xen gets what U-Boot has in bootargs, or nothing',
              bootargsFix,
            )
          : foundAt(boot, 'error', at, 'Xen gets no command line: there is no xen,xen-bootargs', bootargsFix),
    )
  } else if (!xen && plain && !isForXen(plain.text) && !isOpen(plain.text)) {
    found.push(
      foundAt(
        boot,
        'error',
        plain.at,
        'There is no xen,xen-bootargs, so that Xen takes bootargs, and that is the command line of Linux',
        bootargsFix,
      ),
    )
  }
  if (xen && !dom0 && !module && !isAlone) {
    found.push(
      plain && !isForXen(plain.text)
        ? foundAt(
            boot,
            /\bconsole=hvc0\b/.test(plain.text) ? 'note' : 'warning',
            plain.at,
            'There is no xen,dom0-bootargs: dom0 gets bootargs, which U-Boot writes into the tree when it starts',
            'Write the line into xen,dom0-bootargs, which nothing else changes.',
          )
        : foundAt(
            boot,
            'error',
            plain?.at ?? xen.at,
            plain
              ? "There is no xen,dom0-bootargs: dom0 gets bootargs, which is Xen's command line"
              : "There is no xen,dom0-bootargs, and no bootargs on the kernel's module: dom0 gets what U-Boot has in bootargs, or nothing",
            'Write fdt set /chosen xen,dom0-bootargs "console=hvc0 …".',
          ),
    )
  }
  if (xen && plain && isForXen(plain.text) && (dom0 ?? module))
    found.push(
      foundAt(
        boot,
        'warning',
        plain.at,
        "bootargs holds options of Xen's, and beside xen,xen-bootargs Xen does not read it",
        'Put them into xen,xen-bootargs.',
      ),
    )
  if (dom0 && module)
    found.push(
      foundAt(
        boot,
        'warning',
        module.at,
        'The kernel has a command line as bootargs of its module, and xen,dom0-bootargs counts before it',
        'Keep one of the two: xen,dom0-bootargs.',
      ),
    )
  return found
}

/** GRUB and xen.cfg hand both lines over by themselves. */
function missingLines(boot: BootSeen): readonly Found[] {
  const { xen, dom0 } = boot.lines
  if (!boot.start || boot.kind === 'imagebuilder') return []
  const at = boot.start.at
  return [
    ...(xen && xen.text !== ''
      ? []
      : [
          foundAt(
            boot,
            'warning',
            xen?.at ?? at,
            'Xen gets no options: it takes 512 MiB for dom0, and for its console /chosen/stdout-path',
            boot.kind === 'grub'
              ? 'Write them behind the file of xen_hypervisor: console=dtuart dtuart=… dom0_mem=….'
              : 'Write options=console=dtuart dtuart=… dom0_mem=….',
          ),
        ]),
    ...(dom0 && dom0.text !== ''
      ? []
      : [
          foundAt(
            boot,
            'warning',
            dom0?.at ?? at,
            'dom0 gets no command line: it would be silent, for want of console=hvc0',
            boot.kind === 'grub'
              ? 'Write it behind the file of the first xen_module.'
              : 'Write it behind the file of kernel=.',
          ),
        ]),
  ]
}

/** dom0_mem and console= of Xen's line; its other options have a check of their own. */
function xenWords(boot: BootSeen): readonly Found[] {
  const line = linesGiven(boot).xen
  if (!line || line.text === '') return []
  const { memory, console } = readXenLine(line.text)
  const fault = memory === undefined ? undefined : dom0MemoryFault(memory)
  // A line of Linux in the place of Xen's is told of as such.
  const isOfLinux = /^(tty|hvc)/.test(console ?? '') && !isForXen(line.text)
  const device = console === undefined || isOfLinux ? undefined : strangeConsole(console)
  return [
    ...(fault === undefined
      ? []
      : [
          foundAt(
            boot,
            'error',
            line.at,
            `The option dom0_mem=${memory} ${fault}`,
            'Write one size with its unit, such as dom0_mem=1024M.',
          ),
        ]),
    ...(memory === undefined && !isOpen(line.text) && isForXen(line.text)
      ? [
          foundAt(
            boot,
            'warning',
            line.at,
            "Xen's command line has no dom0_mem: dom0 gets 512 MiB, and Xen says PLEASE SPECIFY dom0_mem PARAMETER",
            'Add dom0_mem=1024M, or what dom0 needs.',
          ),
        ]
      : []),
    ...(device === undefined
      ? []
      : [
          foundAt(
            boot,
            'error',
            line.at,
            `console=${console} names ${device}, which Xen on Arm does not have: it would be silent`,
            'Write console=dtuart and dtuart= with the UART, by its alias or path in the device tree.',
          ),
        ]),
  ]
}

/** Options that no release for Arm has now. */
function ofX86(boot: BootSeen): readonly Found[] {
  const line = linesGiven(boot).xen
  const words = line ? readXenLine(line.text).rest : []
  const strange = words.filter((word) => {
    const { isX86, inRelease } = xenOption(word.split('=')[0]!, newestRelease, undefined)
    return isX86 && !inRelease
  })
  return line && strange.length > 0
    ? [
        foundAt(
          boot,
          'warning',
          line.at,
          `${strange.join(' ')} is for Xen on x86: Xen on Arm says parameter unknown, and goes on without it`,
          'Take it out; on Arm console=dtuart and dtuart= name the console.',
        ),
      ]
    : []
}
