// Microsoft's own types of the platform, so that the compiler checks that this host offers all of them.
/// <reference types="powerapps-component-framework" />
