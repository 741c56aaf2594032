/** Says where the time of a call went. Start at {@link dev.hearth.telemetry.Telemetry}. */
@NullMarked
package dev.hearth.telemetry;

import org.jspecify.annotations.NullMarked;
