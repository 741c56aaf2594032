/** What the machine or container gives to this process: processors, memory, instructions, calls. */
@NullMarked
package dev.hearth.platform;

import org.jspecify.annotations.NullMarked;
