package io.drover.launcher.launch;

import java.io.IOException;

/** Starts the driver of one engine as a process of its own. */
sealed interface DriverLauncher permits PhotonLauncher, SparkSubmitLauncher {

    /** @throws IOException if the process can't be started; none is there then */
    Process start(DriverStart start) throws IOException;

    /** Whether the driver is, or is a child of, the process that {@link #start} gives. */
    boolean driverIsLocal();

    /** Whether each attempt is an application that a ResourceManager knows by the attempt's tag. */
    default boolean onYarn() {
        return false;
    }

    /** Whether it can start something now rather than a little later. */
    default boolean isReady() {
        return true;
    }
}
